"use client";
/** The main navigation under the thumb, on the phone. */
import { Activity, Ellipsis, Grid3x3, ListTree } from "lucide-react";
import { usePathname } from "next/navigation";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { isCurrent, NAV_ITEMS } from "./nav-items";

const ICONS = [Activity, Grid3x3, ListTree] as const;
const MORE_ID = "more-pages";

export function TabBar() {
  const pathname = usePathname();
  const more = NAV_ITEMS.slice(ICONS.length);
  const inMore = more.some(({ href }) => isCurrent(href, pathname));
  return (
    <nav
      aria-label="Main"
      data-screen-only
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-rule border-t bg-raised pb-[env(safe-area-inset-bottom)] tablet:hidden"
    >
      {NAV_ITEMS.slice(0, ICONS.length).map(({ href, label }, index) => {
        const Icon = ICONS[index] ?? Ellipsis;
        return (
          <AppLink
            key={href}
            href={href}
            aria-current={isCurrent(href, pathname) ? "page" : undefined}
            className={tabClass(isCurrent(href, pathname))}
          >
            <Icon className="size-5" aria-hidden="true" />
            {label}
          </AppLink>
        );
      })}
      <button type="button" popoverTarget={MORE_ID} className={tabClass(inMore)}>
        <Ellipsis className="size-5" aria-hidden="true" />
        More
      </button>
      <div
        id={MORE_ID}
        popover="auto"
        className="inset-x-0! bottom-0! w-full rounded-b-none! p-2 pb-4"
      >
        {more.map(({ href, label }) => (
          <AppLink
            key={href}
            href={href}
            aria-current={isCurrent(href, pathname) ? "page" : undefined}
            onClick={(event) =>
              event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()
            }
            className="block rounded-md px-4 py-3 text-large hover:bg-hover aria-[current=page]:font-semibold"
          >
            {label}
          </AppLink>
        ))}
      </div>
    </nav>
  );
}

function tabClass(current: boolean): string {
  return cx(
    "flex h-14 flex-col items-center justify-center gap-0.5 text-micro outline-offset-[-4px]",
    current ? "font-semibold text-ink" : "text-ink-3",
  );
}
