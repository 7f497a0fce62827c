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

import { useApi } from '@backstage/frontend-plugin-api';
import type { Cluster } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive, type LiveValue } from '../../hooks/useLive';

/** The clusters that the user may see. @public */
export function useClusters(): LiveValue<Cluster[]> {
  const api = useApi(directMigrationApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listClusters({ signal }),
    [api],
  );
  return useLive({ load, isChanging: never, isRelevant: never });
}

function never() {
  return false;
}
