/** Every kind of problem, each where the `type` of its answers points. */
import { ERROR_CODES } from "@/lib/errors";
import { PROBLEM_TYPES, problemAnchor } from "@/lib/http/problem-types";
import { Prose } from "./prose";

export function ProblemList() {
  return (
    <section aria-labelledby="errors">
      <h2 id="errors" className="font-serif text-title">
        Errors
      </h2>
      <p className="mb-4 text-ink-2">
        By RFC 9457. <code>code</code> names the kind, <code>detail</code> says what happened,{" "}
        <code>request_id</code> finds it in the log.
      </p>
      <div className="flex flex-col gap-4">
        {ERROR_CODES.map((code) => {
          const { status, title, meaning, example } = PROBLEM_TYPES[code];
          return (
            <article
              key={code}
              id={problemAnchor(code)}
              className="max-w-[46rem] border-rule border-t pt-2"
            >
              <h3 className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-mono font-semibold text-small">{status}</span>
                <span className="font-medium">{title}</span>
                <a href={`#${problemAnchor(code)}`} className="font-mono text-ink-3 text-small">
                  {code}
                </a>
              </h3>
              <p className="mt-1">
                <Prose text={meaning} />
              </p>
              <p className="mt-1 text-ink-2 text-small">
                For example: {example.replaceAll("`", "")}
              </p>
            </article>
          );
        })}
      </div>
    </section>
  );
}
