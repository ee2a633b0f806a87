export { WhatIfController } from './what-if.controller.ts';
