/** What the browser's tab says while another one is in front. Pure. */

export type TabBadge = { prefix: string; tone: "bad" | "lost" } | null;

/** The page's own blindness beats any count: an old number must not look like a present one. */
export function tabBadge({
  openAlerts,
  offline,
}: {
  openAlerts: number;
  offline: boolean;
}): TabBadge {
  if (offline) return { prefix: "(?)", tone: "lost" };
  return openAlerts > 0 ? { prefix: `(${openAlerts})`, tone: "bad" } : null;
}

const PREFIX = /^\((?:\d+|\?)\) /;

/** The title with this badge before it, whatever badge it had. */
export function badgedTitle(title: string, badge: TabBadge): string {
  const bare = title.replace(PREFIX, "");
  return badge === null ? bare : `${badge.prefix} ${bare}`;
}

const DOTS = { bad: "#e5484d", lost: "#c2298a" } as const;

/** The mark with a dot in its corner, as a data address. */
export function badgedIcon(tone: "bad" | "lost"): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="4" fill="#12161f"/><path d="M4.5 3v3M4.5 14v3M10 2v3M10 13v5M15.5 4v3M15.5 14v2" stroke="#f5f3ee" stroke-width="1.2"/><rect x="3" y="6" width="3" height="8" fill="#f5f3ee"/><rect x="8.5" y="5" width="3" height="8" fill="#2fbf9b"/><circle cx="14.5" cy="5.5" r="5.5" fill="${DOTS[tone]}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
