/** The pages of the main navigation, with the second key of their `g` shortcut. */
export const NAV_ITEMS = [
  { href: "/", label: "Health", key: "h" },
  { href: "/staleness", label: "Staleness", key: "f" },
  { href: "/executions", label: "Executions", key: "e" },
  { href: "/symbols", label: "Symbols", key: "s" },
  { href: "/failures", label: "Failures", key: "x" },
  { href: "/alerts", label: "Alerts", key: "a" },
  { href: "/settings", label: "Settings", key: "," },
] as const;

export function isCurrent(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
