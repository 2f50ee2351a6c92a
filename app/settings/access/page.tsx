import type { Metadata } from "next";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { AccessPage } from "@/components/settings/access/access-page";
import { mayActAs } from "@/lib/auth/actor-type";
import { requirePageActor } from "@/lib/auth/page-actor";
import { apiKeysQuery, usersQuery } from "@/lib/client/settings-queries";
import { viewApiKeys, viewUsers } from "@/lib/views/access";

export const metadata: Metadata = { title: "Access" };

export default async function Page() {
  const { role } = await requirePageActor();
  const deps = viewDeps(new Date());
  const reads = mayActAs(role, "admin")
    ? [
        prefetch(usersQuery(), () => viewUsers(deps)),
        prefetch(apiKeysQuery(), () => viewApiKeys(deps)),
      ]
    : [];
  return (
    <Prefetched reads={reads}>
      <AccessPage />
    </Prefetched>
  );
}
