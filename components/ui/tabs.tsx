"use client";
/** Tabs whose choice the caller keeps (in the URL). Arrows walk, Enter or Space chooses. */
import { type KeyboardEvent, type ReactNode, useId } from "react";

export type TabItem<K extends string> = {
  key: K;
  label: string;
  count?: ReactNode;
  content: ReactNode;
};

export function Tabs<K extends string>({
  label,
  value,
  onChange,
  items,
}: {
  label: string;
  value: K;
  onChange: (key: K) => void;
  items: readonly TabItem<K>[];
}) {
  const id = useId();
  const chosen = items.find(({ key }) => key === value);
  return (
    <div>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={walk}
        className="scroll-thin relative flex gap-5 overflow-x-auto border-rule border-b"
        data-screen-only
      >
        {items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="tab"
            id={`${id}-${item.key}`}
            aria-selected={item.key === value}
            aria-controls={item.key === value ? id : undefined}
            tabIndex={item.key === value ? 0 : -1}
            onClick={() => onChange(item.key)}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 py-2 font-medium text-ink-2 outline-offset-[-2px] hover:text-ink aria-selected:border-ink aria-selected:text-ink pointer-coarse:py-3"
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className="ml-1.5 font-normal text-ink-3 text-small">{item.count}</span>
            )}
          </button>
        ))}
      </div>
      {chosen ? (
        <div
          key={chosen.key}
          role="tabpanel"
          id={id}
          aria-labelledby={`${id}-${chosen.key}`}
          className="pt-4 outline-offset-4"
        >
          {chosen.content}
        </div>
      ) : null}
    </div>
  );
}

/** Which tab the key leads to, from the one at `place` of `count`; null for any other key. */
function placeAfter(key: string, place: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (place + 1) % count;
    case "ArrowLeft":
      return (place - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const place = tabs.indexOf(document.activeElement as HTMLElement);
  const next = place === -1 ? null : placeAfter(event.key, place, tabs.length);
  if (next === null) return;
  event.preventDefault();
  tabs[next]?.focus();
}
