/** An answer with another status or more headers than the endpoint's usual ones. */
export class Reply<T> {
  readonly body: T;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: T, options: { status: number; headers?: Readonly<Record<string, string>> }) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }
}
