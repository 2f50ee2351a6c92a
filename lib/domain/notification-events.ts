/** What the outside can be told about. */
export const NOTIFICATION_EVENTS = [
  "execution.finished",
  "execution.failed",
  "series.stale",
  "series.recovered",
  "alert.firing",
  "alert.escalated",
  "alert.resolved",
  "test",
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

export const CHANNEL_KINDS = ["webhook", "email"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
