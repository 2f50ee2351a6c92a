import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button";

export default function NotFound() {
  return (
    <section className="flex flex-col items-start gap-4 border-rule border-l-4 py-1 pl-5">
      <h1 className="verdict-text">There is no such page.</h1>
      <p className="text-ink-2">The address may be mistyped, or what it led to is gone.</p>
      <AppLink href="/" className={buttonClass("primary")}>
        To health
      </AppLink>
    </section>
  );
}
