"use client";
/** The zone in which times are shown. */
import { Choice } from "@/components/ui/choice";
import { ZONE_CHOICES, zoneLabel } from "@/lib/client/format";
import { usePreferences } from "@/lib/client/preferences";

const LABELS = { exchange: "ET", utc: "UTC", local: "Local" } as const;

export function ZonePicker() {
  const { preferences, setPreferences } = usePreferences();
  return (
    <Choice
      label={`Times in ${zoneLabel(preferences.zone)}`}
      value={preferences.zone}
      options={ZONE_CHOICES.map((zone) => ({ value: zone, label: LABELS[zone] }))}
      onChange={(zone) => setPreferences({ zone })}
    />
  );
}
