/** The policy's sections, each with its rows. Pure. */
import { type SettingRow, settingRows, settingWords } from "@/components/ui/setting-rows";

type PolicySection = { title: string; rows: SettingRow[] };

export function policySections(policy: Record<string, unknown>): PolicySection[] {
  return Object.entries(policy).map(([section, values]) => ({
    title: settingWords(section).replace(/^./, (letter) => letter.toUpperCase()),
    rows: settingRows(values),
  }));
}
