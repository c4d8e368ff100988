// The little of node that the tests use, so that no package of types is needed for it.
declare module "node:test" {
  export function test(name: string, body: () => void): void;
}
declare module "node:assert/strict" {
  const assert: { equal(a: unknown, b: unknown): void; deepEqual(a: unknown, b: unknown): void; ok(a: unknown): void };
  export default assert;
}
