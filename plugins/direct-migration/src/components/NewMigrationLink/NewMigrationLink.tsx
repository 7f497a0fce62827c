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

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { directMigrationPlanCreatePermission } from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiAddLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { newMigrationRouteRef } from '../../routes';

/** Props of {@link NewMigrationLink}. */
export interface NewMigrationLinkProps {
  variant?: 'primary' | 'secondary';
  /** Which application is to be moved. */
  entityRef?: string;
  /** Entity ref of the cluster to move from. */
  sourceCluster?: string;
  children: ReactNode;
}

/** Leads to where a migration is planned, for who may do so. */
export function NewMigrationLink(props: NewMigrationLinkProps) {
  const { variant = 'primary', entityRef, sourceCluster } = props;
  const link = useRouteRef(newMigrationRouteRef);
  const mayCreate = usePermission({
    permission: directMigrationPlanCreatePermission,
  });
  if (!link || !mayCreate.allowed) {
    return null;
  }
  const query = new URLSearchParams({
    ...(entityRef && { entityRef }),
    ...(sourceCluster && { sourceCluster }),
  }).toString();
  return (
    <ButtonLink
      href={query ? `${link()}?${query}` : link()}
      variant={variant}
      size="small"
      iconStart={<RiAddLine />}
    >
      {props.children}
    </ButtonLink>
  );
}
