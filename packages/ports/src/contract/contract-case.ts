/**
 * One promise of a port, as a test that any runner can run (Vitest, `myevents doctor`): plain asserts, no framework. `Subject`
 * tells the case how to open connections to one and the same place, fresh for this case. The case closes
 * what it opened; the runner may close it again, and removes the place.
 */
export interface ContractCase<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}
