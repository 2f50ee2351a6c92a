/** What a channel is told. */
import type { NotificationEvent } from "@/lib/domain/notification-events";
import { CHOOSABLE_EVENTS, EVENT_WORDS } from "./event-words";

export function EventBoxes({
  chosen,
  onChange,
}: {
  chosen: readonly NotificationEvent[];
  onChange: (events: NotificationEvent[]) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-small">Tell it when</legend>
      <div className="grid gap-x-4 gap-y-1 tablet:grid-cols-2">
        {CHOOSABLE_EVENTS.map((event) => (
          <label key={event} className="flex cursor-pointer items-center gap-2 pointer-coarse:py-2">
            <input
              type="checkbox"
              checked={chosen.includes(event)}
              onChange={({ target }) =>
                onChange(
                  CHOOSABLE_EVENTS.filter((other) =>
                    other === event ? target.checked : chosen.includes(other),
                  ),
                )
              }
              className="size-4 accent-[var(--color-ink)]"
            />
            {EVENT_WORDS[event]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
