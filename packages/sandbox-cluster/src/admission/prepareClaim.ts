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

import { ObjectService } from '../store/ObjectService';
import { KubeObject } from '../types';

/**
 * The finalizer of a claim that keeps it for as long as pods use it.
 * @internal
 */
export const CLAIM_PROTECTION = 'kubernetes.io/pvc-protection';

/**
 * Gives a new claim its protection and, if it asks for no class, the default one. Changes the claim.
 * @internal
 */
export function prepareClaim(objects: ObjectService, claim: KubeObject): void {
  const { registry, store } = objects;
  claim.metadata.finalizers = [
    ...new Set([...(claim.metadata.finalizers ?? []), CLAIM_PROTECTION]),
  ];
  if (claim.spec.storageClassName === undefined) {
    const standard = store
      .list(registry.get('storageclasses'))
      .find(
        c =>
          c.metadata.annotations?.[
            'storageclass.kubernetes.io/is-default-class'
          ] === 'true',
      );
    if (standard) claim.spec.storageClassName = standard.metadata.name;
  }
}
