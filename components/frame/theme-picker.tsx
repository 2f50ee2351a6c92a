"use client";
/** Light, dark, or as the system has it. */
import { Choice } from "@/components/ui/choice";
import { usePreferences } from "@/lib/client/preferences";
import { THEMES } from "@/lib/client/preferences-cookie";

const LABELS = { system: "System", light: "Light", dark: "Dark" } as const;

export function ThemePicker() {
  const { preferences, setPreferences } = usePreferences();
  return (
    <Choice
      label="Theme"
      value={preferences.theme}
      options={THEMES.map((theme) => ({ value: theme, label: LABELS[theme] }))}
      onChange={(theme) => setPreferences({ theme })}
    />
  );
}
