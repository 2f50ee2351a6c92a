"use client";
/** Tabs whose choice the caller keeps (in the URL). */
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

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
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as K)}>
      <Base.List
        aria-label={label}
        className="scroll-thin relative flex gap-5 overflow-x-auto border-rule border-b"
        data-screen-only
      >
        {items.map((item) => (
          <Base.Tab
            key={item.key}
            value={item.key}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 py-2 font-medium text-ink-2 outline-offset-[-2px] hover:text-ink data-active:border-ink data-active:text-ink pointer-coarse:py-3"
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className="ml-1.5 font-normal text-ink-3 text-small">{item.count}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.key} value={item.key} className="pt-4 outline-offset-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
