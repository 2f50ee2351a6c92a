"use client";
/** Everything shown is in the address: a link to it is the view itself. */
import { Link2 } from "lucide-react";
import { notify } from "@/components/ui/notify";

export async function copyLink(): Promise<void> {
  const { href } = window.location;
  try {
    await navigator.clipboard.writeText(href);
    notify({ title: "Link copied", detail: href });
  } catch {
    notify({ tone: "bad", title: "The browser refused to copy", detail: href });
  }
}

export function CopyLinkButton() {
  return (
    <button
      type="button"
      aria-label="Copy a link to this view"
      data-tip="Copy a link to this view: filters, tab and range included"
      onClick={() => void copyLink()}
      className="rounded-md p-1 text-ink-3 hover:bg-hover hover:text-ink"
    >
      <Link2 className="size-3.5" aria-hidden="true" />
    </button>
  );
}
