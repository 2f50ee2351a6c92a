/** The five parts of the machine, each with its figure, its threshold and its last day. */
import { memo } from "react";
import { Spark } from "@/components/charts/spark";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { COMPONENT_WORDS, TONE_TEXT } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { ResponseOf } from "@/lib/client/call";

type Component = ResponseOf<"overview">["components"][number];

const TITLES: Record<Component["key"], string> = {
  scheduler: "Scheduler",
  last_execution: "Last execution",
  freshness: "Freshness",
  provider: "Provider",
  database: "Database and queue",
};

export const ComponentTiles = memo(function ComponentTiles({
  components,
}: {
  components: readonly Component[];
}) {
  return (
    <section
      aria-label="Components"
      className="grid grid-cols-1 border-ink border-t tablet:grid-cols-2 desktop:grid-cols-5"
    >
      {components.map((component) => (
        <Tile key={component.key} component={component} />
      ))}
    </section>
  );
});

function Tile({ component }: { component: Component }) {
  const state = COMPONENT_WORDS[component.status];
  const title = TITLES[component.key];
  return (
    <AppLink
      href={component.href}
      className="group flex min-w-0 flex-col gap-1 border-rule border-b px-0 py-3 hover:bg-hover tablet:px-4 tablet:first:pl-0 desktop:border-r desktop:border-b-0 desktop:last:border-r-0 desktop:last:pr-0"
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="font-medium text-ink-2 text-small">{title}</span>
        <Status state={state} className="text-small" />
      </span>
      <span className="figure-number truncate">{component.value}</span>
      <span className="min-h-[2.25rem] text-ink-2 text-small">{component.detail}</span>
      <Spark
        values={component.spark}
        label={`${title}, last 24 hours`}
        className={cx("mt-1", state.tone === "ok" ? "text-ink-3" : TONE_TEXT[state.tone])}
      />
      <span className="truncate text-ink-3 text-micro" data-tip={component.threshold}>
        {component.threshold}
      </span>
    </AppLink>
  );
}
