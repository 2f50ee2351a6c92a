import type { Metadata } from "next";
import { SettingsIndex } from "@/components/settings/settings-index";
import { requirePageActor } from "@/lib/auth/page-actor";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  await requirePageActor();
  return <SettingsIndex />;
}
