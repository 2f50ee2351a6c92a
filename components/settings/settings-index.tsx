/** The way to every page of the settings, with what each is for. */
import { AppLink } from "@/components/ui/app-link";
import { SETTINGS_PAGES } from "./settings-pages";

export function SettingsIndex() {
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-serif text-title">Settings</h1>
      <ul className="grid gap-x-10 tablet:grid-cols-2">
        {SETTINGS_PAGES.map(({ href, label, about }) => (
          <li key={href} className="border-rule border-t">
            <AppLink href={href} className="group block px-1 py-3 hover:bg-hover">
              <span className="underline-quiet font-medium text-large">{label}</span>
              <span className="mt-0.5 block text-ink-2">{about}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
