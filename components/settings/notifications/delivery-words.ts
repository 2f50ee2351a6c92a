/** How the states of a delivery look. */
import type { StateWords } from "@/components/ui/state-words";
import type { DeliveryStatus } from "@/lib/domain/notification-events";

export const DELIVERY_WORDS: Record<DeliveryStatus, StateWords> = {
  pending: { word: "To be sent", glyph: "clock", tone: "warn" },
  delivered: { word: "Delivered", glyph: "check", tone: "ok" },
  failed: { word: "Failed", glyph: "cross", tone: "bad" },
};
