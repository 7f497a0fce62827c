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

import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import {
  auditRouteRef,
  clustersRouteRef,
  migrationRouteRef,
  newMigrationRouteRef,
  statisticsRouteRef,
} from '../../routes';
import { MigrationDetail } from '../MigrationDetail';
import { MigrationList } from '../MigrationList';

const AuditPage = lazy(async () => ({
  default: (await import('../AuditPage')).AuditPage,
}));
const ClustersPage = lazy(async () => ({
  default: (await import('../ClustersPage')).ClustersPage,
}));
const NewMigrationPage = lazy(async () => ({
  default: (await import('../NewMigration')).NewMigrationPage,
}));
const StatisticsPage = lazy(async () => ({
  default: (await import('../StatisticsPage')).StatisticsPage,
}));

/** What lies under `/migrations`. Runs, which most people come for, are there at once; the other pages are fetched when they are opened. */
export function MigrationsRouter() {
  return (
    <Suspense>
      <Routes>
        <Route path="/" element={<MigrationList />} />
        <Route
          path={newMigrationRouteRef.path}
          element={<NewMigrationPage />}
        />
        <Route path={statisticsRouteRef.path} element={<StatisticsPage />} />
        <Route path={clustersRouteRef.path} element={<ClustersPage />} />
        <Route path={auditRouteRef.path} element={<AuditPage />} />
        <Route path={migrationRouteRef.path} element={<MigrationDetail />} />
      </Routes>
    </Suspense>
  );
}
