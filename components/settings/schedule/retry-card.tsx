/** How long a failed step waits before it is tried again: a stair per kind of failure, as wide and as high as its waits. */
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration, plural } from "@/lib/client/format";

type Retries = ResponseOf<"schedule">["retries"];

export function RetryCard({ retries }: { retries: Retries }) {
  const { vendor_waits_seconds: vendor, storage_waits_seconds: storage } = retries;
  return (
    <Card
      title="Retries"
      note="how long each wait is, one after the other"
      aside={
        <AppLink
          href="/settings/policies?at=backfill_optimization.retries"
          className="underline-quiet"
        >
          Change in the policy
        </AppLink>
      }
    >
      <div className="grid gap-x-10 gap-y-6 tablet:grid-cols-2">
        <Stair
          title="The vendor refuses or fails"
          waits={vendor}
          note="A Retry-After of the vendor's wins over these waits."
        />
        <Stair
          title="The database does not answer"
          waits={storage}
          note="Nothing is asked of the vendor meanwhile."
        />
      </div>
    </Card>
  );
}

function Stair({ title, waits, note }: { title: string; waits: readonly number[]; note: string }) {
  const total = waits.reduce((sum, seconds) => sum + seconds, 0);
  const longest = Math.max(...waits, 0);
  const spoken = waits.map(formatDuration).join(", ");
  return (
    <figure aria-label={`${title}: waits ${spoken || "none"}`} className="min-w-0">
      <figcaption className="font-medium">{title}</figcaption>
      <p className="text-ink-2 text-small">
        {waits.length === 0
          ? "Fails at once: nothing is tried again."
          : `Tried ${plural(waits.length + 1, "time")} in all; gives up ${formatDuration(total)} after the first, and the time of the tries.`}{" "}
        {note}
      </p>
      <div aria-hidden="true" className="mt-3 flex h-24 items-end border-ink border-b">
        {waits.map((seconds, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the waits are a sequence, their place is what they are.
            key={index}
            className="flex h-full min-w-9 flex-col justify-end"
            style={{ flexGrow: seconds }}
          >
            <span className="text-center text-ink-2 text-small">{formatDuration(seconds)}</span>
            <span
              className="block min-h-px border-paper border-l-2 bg-idle"
              style={{ height: `${(seconds / longest) * 70}%` }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden="true" className="flex text-ink-3 text-micro">
        {waits.map((seconds, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={index}
            className="min-w-9"
            style={{ flexGrow: seconds }}
          >
            try {index + 1}
          </span>
        ))}
      </div>
    </figure>
  );
}
