"use client";
/** Puts the count of open alerts before the title and a dot on the icon, so that a tab in the background tells of them. */
import { useEffect } from "react";
import { useLivePulse } from "@/lib/client/live-pulse";
import { badgedIcon, badgedTitle, tabBadge } from "./tab-badge";

export function useTabBadge(openAlerts: number): void {
  const offline = useLivePulse().trouble === "unreachable";

  // External system: the tab's title and icon. Each page sets its own title; it is badged again then.
  useEffect(() => {
    const badge = tabBadge({ openAlerts, offline });
    const setTitle = () => {
      const title = badgedTitle(document.title, badge);
      if (title !== document.title) document.title = title;
    };
    setTitle();
    const watch = new MutationObserver(setTitle);
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
    const icon = document.createElement("link");
    if (badge) {
      icon.rel = "icon";
      icon.type = "image/svg+xml";
      icon.href = badgedIcon(badge.tone);
      document.head.append(icon);
    }
    return () => {
      watch.disconnect();
      icon.remove();
    };
  }, [openAlerts, offline]);
}
