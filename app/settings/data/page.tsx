import type { Metadata } from "next";
import { storageFacts } from "@/app/api/v1/admin/storage/storage-facts";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { DataPage } from "@/components/settings/data/data-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { storageQuery } from "@/lib/client/settings-queries";
import { viewStorage } from "@/lib/views/storage";

export const metadata: Metadata = { title: "Data and retention" };

export default async function Page() {
  await requirePageActor();
  const read = prefetch(storageQuery(), async () =>
    viewStorage(viewDeps(new Date()), await storageFacts()),
  );
  return (
    <Prefetched reads={[read]}>
      <DataPage />
    </Prefetched>
  );
}
