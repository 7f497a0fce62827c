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

import { ClusterContext } from '../controllers/ClusterContext';
import { Kubelet } from '../runtime/Kubelet';

/**
 * Signals the processes of a pod. Throws when no such pod runs.
 * @internal
 */
export function killPod(options: {
  context: ClusterContext;
  kubelet: Kubelet;
  namespace: string;
  name: string;
  signal: NodeJS.Signals;
}): void {
  const { context, kubelet, namespace, name, signal } = options;
  const pod = context.store.get(context.registry.get('pods'), namespace, name);
  const worker = pod && kubelet.worker(pod);
  if (!worker) {
    throw new Error(`No pod ${namespace}/${name} runs in the sandbox`);
  }
  worker.signal(signal);
}
