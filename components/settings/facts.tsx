/** Terms with their values, one under the other, ruled. */
import type { ReactNode } from "react";

export type Fact = { term: string; value: ReactNode };

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y divide-rule">
      {facts.map(({ term, value }) => (
        <div key={term} className="flex items-baseline justify-between gap-6 py-1.5">
          <dt className="min-w-0 text-ink-2">{term}</dt>
          <dd className="min-w-0 break-words text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
