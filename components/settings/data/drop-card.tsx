"use client";
/** What keeping bars shorter would free; nothing is dropped from here. */
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatBytes, formatCompact, plural } from "@/lib/client/format";
import { dropBefore } from "./prepare-drop";

const AGES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "180", label: "180 days" },
  { value: "365", label: "1 year" },
  { value: "730", label: "2 years" },
  { value: "1825", label: "5 years" },
] as const;
const VALUES = AGES.map(({ value }) => value);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export function DropCard({ storage }: { storage: ResponseOf<"storage"> }) {
  const [age, setAge] = useQueryState(
    "older",
    parseAsStringLiteral(VALUES).withDefault("365").withOptions({ history: "replace" }),
  );
  const beforeMs = useNow(HOUR_MS) - Number(age) * DAY_MS;
  const keep = storage.keep_bars_days;
  return (
    <Card
      title="Bars and features"
      note={keep === null ? "kept for ever" : `kept ${plural(keep, "day")}`}
    >
      <div className="flex flex-col gap-3">
        <Select
          label="What would go, were they kept only"
          value={age}
          options={AGES}
          onChange={(next) => void setAge(next)}
        />
        <ul className="flex flex-col gap-1" aria-live="polite">
          {(["candles", "quant_features"] as const).map((table) => {
            const drop = dropBefore(
              storage.partitions.filter((partition) => partition.table === table),
              beforeMs,
            );
            const what = table === "candles" ? "candles" : "features";
            return (
              <li key={table}>
                {drop.partitions === 0 ? (
                  <>No {what} are that old in whole partitions.</>
                ) : (
                  <>
                    Dropping {what} older than that frees{" "}
                    <span className="font-medium">{formatBytes(drop.bytes)}</span>:{" "}
                    {plural(drop.partitions, "partition")}, about {formatCompact(drop.rows)} rows.
                  </>
                )}
              </li>
            );
          })}
        </ul>
        <p className="text-ink-3 text-small">
          Whole partitions go at once, without a vacuum, in the daily housekeeping.
        </p>
      </div>
    </Card>
  );
}
