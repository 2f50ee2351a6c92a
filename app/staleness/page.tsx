import type { Metadata } from "next";
import { StalenessPage } from "@/components/staleness/staleness-page";

export const metadata: Metadata = { title: "Staleness" };

export default function Page() {
  return <StalenessPage />;
}
