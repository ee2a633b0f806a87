/**
 * Loaded before a program (`--import`), this makes its clock wrong by the minutes that the environment names:
 * `REDRESS_TEST_CLOCK=-60`. Timers and the monotonic clock go on as they are. Nothing of the product knows of it.
 */
const wrongBy = Number(process.env['REDRESS_TEST_CLOCK'] ?? '0') * 60_000;
const Right = Date;
const now = (): number => new Right().getTime() + wrongBy;
globalThis.Date = new Proxy(Right, {
  construct: (date, args: unknown[], target) =>
    Reflect.construct(date, args.length === 0 ? [now()] : args, target) as object,
  get: (date, name) => (name === 'now' ? now : (Reflect.get(date, name) as unknown)),
});
