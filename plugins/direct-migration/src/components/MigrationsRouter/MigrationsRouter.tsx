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

import { Route, Routes } from 'react-router-dom';
import {
  auditRouteRef,
  clustersRouteRef,
  migrationRouteRef,
  newMigrationRouteRef,
  statisticsRouteRef,
} from '../../routes';
import { AuditPage } from '../AuditPage';
import { ClustersPage } from '../ClustersPage';
import { MigrationDetail } from '../MigrationDetail';
import { MigrationList } from '../MigrationList';
import { NewMigrationPage } from '../NewMigration';
import { StatisticsPage } from '../StatisticsPage';

/** What lies under `/migrations`. */
export function MigrationsRouter() {
  return (
    <Routes>
      <Route path="/" element={<MigrationList />} />
      <Route path={newMigrationRouteRef.path} element={<NewMigrationPage />} />
      <Route path={statisticsRouteRef.path} element={<StatisticsPage />} />
      <Route path={clustersRouteRef.path} element={<ClustersPage />} />
      <Route path={auditRouteRef.path} element={<AuditPage />} />
      <Route path={migrationRouteRef.path} element={<MigrationDetail />} />
    </Routes>
  );
}
