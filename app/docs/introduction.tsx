/** What holds for every endpoint, said once. */
import { CodeBlock } from "./code-block";

export function Introduction({ server }: { server: string }) {
  return (
    <section className="flex max-w-[46rem] flex-col gap-3">
      <h1 className="verdict-text">API reference</h1>
      <p>
        Programs send a key as <code>Authorization: Bearer KEY</code> or <code>X-API-Key: KEY</code>
        ; an admin makes keys under Settings, Access. A key's prefix tells what it may:{" "}
        <code>cw_r_</code> reads, <code>cw_o_</code> also starts and stops work, <code>cw_a_</code>{" "}
        may do everything.
      </p>
      <CodeBlock
        label="First call"
        text={`curl -H "Authorization: Bearer $CANDLEWATCH_API_KEY" '${server}/api/v1/admin/scheduler-health'`}
      />
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>
          Instants are ISO-8601 in UTC with <code>Z</code>; keys are snake_case; bounds are checked,
          never clamped.
        </li>
        <li>
          Lists take <code>limit</code> and an opaque <code>cursor</code>; <code>next_cursor</code>{" "}
          and <code>Link: rel="next"</code> lead on. With <code>?format=csv</code> or{" "}
          <code>ndjson</code> they are exported whole.
        </li>
        <li>
          Answers carry a weak <code>ETag</code>: send it back as <code>If-None-Match</code> and an
          unchanged answer is 304.
        </li>
        <li>
          What starts work takes <code>Idempotency-Key</code>: the same key and body within 24 hours
          answer with the first execution.
        </li>
        <li>
          <code>RateLimit</code> says what is left of the minute, <code>Retry-After</code> when to
          come back, <code>X-Request-Id</code> finds the request in the log; send your own to have
          it kept.
        </li>
        <li>
          Errors are <code>application/problem+json</code>; their <code>type</code> leads to{" "}
          <a href="#errors" className="underline-quiet">
            the list below
          </a>
          .
        </li>
      </ul>
    </section>
  );
}
