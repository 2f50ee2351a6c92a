/** What a channel can be told about, in words. */
import { NOTIFICATION_EVENTS, type NotificationEvent } from "@/lib/domain/notification-events";

export const EVENT_WORDS: Record<NotificationEvent, string> = {
  "execution.finished": "An execution finished",
  "execution.failed": "An execution failed",
  "series.stale": "A series became stale",
  "series.recovered": "A series recovered",
  "alert.firing": "An alert fires",
  "alert.escalated": "An alert became worse",
  "alert.resolved": "An alert is over",
  test: "Tests",
};

/** Tests are always sent. */
export const CHOOSABLE_EVENTS = NOTIFICATION_EVENTS.filter((event) => event !== "test");

export const USUAL_EVENTS: NotificationEvent[] = [
  "execution.failed",
  "alert.firing",
  "alert.escalated",
  "alert.resolved",
];
