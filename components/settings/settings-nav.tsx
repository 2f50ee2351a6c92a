"use client";
/** The pages of the settings, beside what is chosen; a strip to scroll on the phone. */
import { usePathname } from "next/navigation";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { SETTINGS_PAGES } from "./settings-pages";

export function SettingsNav() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Settings"
      className="scroll-thin relative flex gap-1 overflow-x-auto max-desktop:-mx-4 max-desktop:px-4 desktop:sticky desktop:top-28 desktop:flex-col desktop:self-start"
      data-screen-only
    >
      {SETTINGS_PAGES.map(({ href, label }) => (
        <AppLink
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cx(
            "whitespace-nowrap rounded-md px-3 py-1.5 outline-offset-[-2px] pointer-coarse:py-3",
            pathname === href ? "bg-hover font-medium text-ink" : "text-ink-2 hover:text-ink",
          )}
        >
          {label}
        </AppLink>
      ))}
    </nav>
  );
}
