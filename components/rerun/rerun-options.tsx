"use client";
/** How a run is to be done, and why. */
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { PRIORITIES } from "./rerun-body";
import type { Rerun } from "./use-rerun";

export function RerunOptionFields({ rerun }: { rerun: Rerun }) {
  const { options, setOptions } = rerun;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <label className="flex cursor-pointer items-center gap-2 pointer-coarse:py-2">
          <input
            type="checkbox"
            checked={options.newestFirst}
            onChange={(event) => setOptions({ newestFirst: event.target.checked })}
            className="size-4 accent-[var(--color-ink)]"
          />
          Newest bars first
        </label>
        <Select
          label="Priority"
          value={options.priority}
          options={PRIORITIES}
          onChange={(priority) => setOptions({ priority })}
        />
        {options.force ? (
          <label className="flex cursor-pointer items-center gap-2">
            <input
              type="checkbox"
              checked
              onChange={() => setOptions({ force: false })}
              className="size-4 accent-[var(--color-ink)]"
            />
            Take over from the running execution
          </label>
        ) : null}
      </div>
      <Field
        label="Reason"
        placeholder="For the audit log, for instance: 429 storm at the vendor"
        maxLength={500}
        value={options.reason}
        onChange={(event) => setOptions({ reason: event.target.value })}
      />
    </div>
  );
}
