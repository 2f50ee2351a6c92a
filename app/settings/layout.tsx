import type { ReactNode } from "react";
import { UrlState } from "@/app/url-state";
import { SettingsNav } from "@/components/settings/settings-nav";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-10 gap-y-5 desktop:grid-cols-[11rem_minmax(0,1fr)]">
      <SettingsNav />
      <div className="min-w-0">
        <UrlState>{children}</UrlState>
      </div>
    </div>
  );
}
