"use client";
/**
 * One hover card for the whole page. Anything with `data-tip` (a sentence) or `data-tip-time` (an instant, shown in three
 * zones) gets it on hover and on focus; `data-copy` is copied by a press. One element, no listener per cell.
 */
import { useEffect, useRef, useState } from "react";
import { serverNowMs } from "@/lib/client/clock";
import { formatExact, formatRelative } from "@/lib/client/format";
import { notify } from "./notify";

type Tip = { text: string | null; time: string | null; box: DOMRect };

const SOURCE = "[data-tip],[data-tip-time]";

function sourceOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(SOURCE) : null;
}

function tipOf(target: EventTarget | null): Tip | null {
  const source = sourceOf(target);
  if (!source) return null;
  return {
    text: source.dataset.tip ?? null,
    time: source.dataset.tipTime ?? null,
    box: source.getBoundingClientRect(),
  };
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ title: "Copied", detail: text });
  } catch {
    notify({ tone: "bad", title: "Could not copy", detail: text });
  }
}

export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const panel = useRef<HTMLDivElement>(null);

  // External system: the document's pointer, focus and key events.
  useEffect(() => {
    // What cannot be pressed for a moment says why, and no longer: the words go or change with their source's.
    const changes = new MutationObserver(([change]) => setTip(tipOf(change?.target ?? null)));
    const show = (event: Event) => {
      changes.disconnect();
      const source = sourceOf(event.target);
      if (source) changes.observe(source, { attributeFilter: ["data-tip", "data-tip-time"] });
      setTip(tipOf(source));
    };
    const hide = () => setTip(null);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    const onClick = (event: MouseEvent) => {
      const source =
        event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
      if (source?.dataset.copy) void copy(source.dataset.copy);
    };
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
    document.addEventListener("focusout", hide);
    document.addEventListener("scroll", hide, { capture: true, passive: true });
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    return () => {
      changes.disconnect();
      document.removeEventListener("pointerover", show);
      document.removeEventListener("focusin", show);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("scroll", hide, { capture: true });
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, []);

  if (!tip) return null;
  const below = tip.box.bottom + 120 < window.innerHeight;
  const left = Math.max(8, Math.min(tip.box.left, window.innerWidth - 328));
  return (
    <div
      ref={panel}
      role="tooltip"
      data-screen-only
      style={
        below
          ? { left, top: tip.box.bottom + 6 }
          : { left, bottom: window.innerHeight - tip.box.top + 6 }
      }
      className="pointer-events-none fixed z-[60] max-w-80 rounded-md bg-ink px-2.5 py-1.5 text-inverse text-small shadow-lift"
    >
      {tip.time ? (
        <TimeLines at={tip.time} />
      ) : (
        <span className="whitespace-pre-line">{tip.text}</span>
      )}
    </div>
  );
}

function TimeLines({ at }: { at: string }) {
  const instant = new Date(at);
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [
    { name: "Exchange", zone: "America/New_York" },
    { name: "UTC", zone: "UTC" },
    { name: "Local", zone: local },
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3">
      {zones.map(({ name, zone }) => (
        <div key={name} className="contents">
          <dt className="opacity-70">{name}</dt>
          <dd>{formatExact(instant, zone)}</dd>
        </div>
      ))}
      <dt className="opacity-70">Distance</dt>
      <dd>{formatRelative(instant.getTime(), serverNowMs())}</dd>
    </dl>
  );
}
