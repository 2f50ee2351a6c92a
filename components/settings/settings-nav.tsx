"use client";
/** The pages of the settings, beside what is chosen. */
import { usePathname } from "next/navigation";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";

const PAGES = [{ href: "/settings/policies", label: "Policies" }] as const;

export function SettingsNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="flex gap-1 desktop:flex-col" data-screen-only>
      {PAGES.map(({ href, label }) => (
        <AppLink
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cx(
            "rounded-md px-3 py-1.5 pointer-coarse:py-3",
            pathname === href ? "bg-hover font-medium text-ink" : "text-ink-2 hover:text-ink",
          )}
        >
          {label}
        </AppLink>
      ))}
    </nav>
  );
}
