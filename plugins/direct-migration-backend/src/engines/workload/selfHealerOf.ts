/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
import type { FoundWorkload } from './FoundWorkload';

/** Marks that tools leave on what they keep as it is written elsewhere, and the tools' names. */
const MARKS: [key: string, tool: string][] = [
  ['argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['argocd.argoproj.io/instance', 'Argo CD'],
  ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['helm.toolkit.fluxcd.io/name', 'Flux'],
  ['app.kubernetes.io/managed-by-olm', 'OLM'],
  ['olm.owner', 'OLM'],
];

/**
 * What may start a workload again that we stop: an operator, or a GitOps tool, as far as they leave a mark.
 *
 * @internal
 */
export function selfHealerOf(workload: FoundWorkload): string | undefined {
  const { managedBy, object } = workload;
  const marks = {
    ...object.metadata?.labels,
    ...object.metadata?.annotations,
  };
  return managedBy ?? MARKS.find(([key]) => marks[key] !== undefined)?.[1];
}
