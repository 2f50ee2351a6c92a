/** Which timeframes are tracked. */
import { TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";

export function TimeframeBoxes({
  chosen,
  onChange,
}: {
  chosen: readonly Timeframe[];
  onChange: (timeframes: Timeframe[]) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-small">Timeframes</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {TIMEFRAMES.map((timeframe) => (
          <label
            key={timeframe}
            className="flex cursor-pointer items-center gap-2 pointer-coarse:py-2"
          >
            <input
              type="checkbox"
              checked={chosen.includes(timeframe)}
              onChange={({ target }) =>
                onChange(
                  TIMEFRAMES.filter((other) =>
                    other === timeframe ? target.checked : chosen.includes(other),
                  ),
                )
              }
              className="size-4 accent-[var(--color-ink)]"
            />
            {timeframe}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
