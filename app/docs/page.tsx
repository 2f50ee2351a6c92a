import type { Metadata } from "next";
import { Wordmark } from "@/components/frame/wordmark";
import { env } from "@/lib/env";
import { apiReference, type ReferenceArea } from "@/lib/http/api-reference";
import { openApiDocument } from "@/lib/http/openapi";
import packageJson from "@/package.json";
import { Introduction } from "./introduction";
import { OperationEntry } from "./operation-entry";
import { ProblemList } from "./problem-list";
import { ScrollToAnchor } from "./scroll-to-anchor";

export const metadata: Metadata = { title: "API reference" };

let areas: ReferenceArea[] | undefined;

/** Open to everybody, like the document it shows: the `type` of every problem leads here. */
export default function Page() {
  areas ??= apiReference(openApiDocument(env.publicUrl, packageJson.version), env.publicUrl);
  return (
    <div className="mx-auto w-full max-w-[88rem] px-4 pb-24 tablet:px-6">
      <header className="flex h-12 items-center justify-between gap-4 border-rule border-b">
        <Wordmark />
        <a href="/api/openapi.json" className="text-small underline-quiet">
          OpenAPI 3.1 document
        </a>
      </header>
      <div className="gap-10 pt-6 desktop:grid desktop:grid-cols-[15rem_minmax(0,1fr)]">
        <Contents areas={areas} />
        <main id="content" className="flex min-w-0 flex-col gap-12">
          <Introduction server={env.publicUrl} />
          {areas.map(({ name, description, operations }) => (
            <section key={name} aria-labelledby={anchorOf(name)}>
              <h2 id={anchorOf(name)} className="font-serif text-title">
                {name}
              </h2>
              <p className="mb-4 text-ink-2">{description}</p>
              <div className="flex flex-col gap-8">
                {operations.map((operation) => (
                  <OperationEntry key={operation.id} operation={operation} />
                ))}
              </div>
            </section>
          ))}
          <ProblemList />
          <ScrollToAnchor />
        </main>
      </div>
    </div>
  );
}

function Contents({ areas }: { areas: readonly ReferenceArea[] }) {
  return (
    <nav
      aria-label="Endpoints"
      className="scroll-thin top-4 flex max-h-[calc(100dvh-2rem)] flex-col gap-3 overflow-y-auto text-small max-desktop:hidden desktop:sticky desktop:self-start"
    >
      {areas.map(({ name, operations }) => (
        <details key={name}>
          <summary className="cursor-pointer py-1 font-medium">{name}</summary>
          <ul className="flex flex-col gap-1 py-1 pl-3">
            {operations.map(({ id, method, path }) => (
              <li key={id}>
                <a href={`#${id}`} className="break-words text-ink-2 hover:text-ink">
                  <span className="font-mono text-ink-3 text-micro">{method}</span>{" "}
                  {path.replace(/^\/api(?:\/v1)?(?:\/admin)?\//, "")}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <a href="#errors" className="py-1 font-medium">
        Errors
      </a>
    </nav>
  );
}

function anchorOf(area: string): string {
  return `area-${area.toLowerCase().replaceAll(" ", "-")}`;
}
