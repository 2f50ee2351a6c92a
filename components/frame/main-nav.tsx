"use client";
/** The main navigation: a row of words on the desk. */
import { usePathname } from "next/navigation";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { isCurrent, NAV_ITEMS } from "./nav-items";

export function MainNav({ openAlerts }: { openAlerts: number }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex items-stretch self-stretch max-tablet:hidden">
      {NAV_ITEMS.map(({ href, label }) => {
        const current = isCurrent(href, pathname);
        return (
          <AppLink
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cx(
              "flex items-center whitespace-nowrap border-b-2 px-2.5 pt-0.5 outline-offset-[-3px] max-desktop:px-2",
              current
                ? "border-ink font-medium text-ink"
                : "border-transparent text-ink-2 hover:text-ink",
            )}
          >
            {label}
            {href === "/alerts" && openAlerts > 0 ? (
              <span className="ml-1.5 rounded-full bg-bad-wash px-1.5 font-medium text-bad-ink text-micro">
                {openAlerts}
                <span className="sr-only"> open</span>
              </span>
            ) : null}
          </AppLink>
        );
      })}
    </nav>
  );
}
