import { Controller, Inject, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

/** A route that follows from a definition, with what a method with decorators in a controller's source would say. */
export interface DerivedRoute<Bus> {
  readonly name: string;
  /** Heading under which it is documented. */
  readonly group: string;
  /** Of its parameters, in their order. */
  readonly parameters: readonly ParameterDecorator[];
  readonly decorators: readonly MethodDecorator[];
  handle(bus: Bus, ...parameters: unknown[]): Promise<unknown>;
}

/** One controller for each group, with a method for each route, which reaches what it does through the bus. */
export const controllersByGroup = <Bus>(bus: Type<Bus>, routes: readonly DerivedRoute<Bus>[]): Type[] =>
  [...new Set(routes.map(({ group }) => group))].map((group) =>
    controllerOf(
      bus,
      group,
      routes.filter((route) => route.group === group),
    ),
  );

function controllerOf<Bus>(token: Type<Bus>, group: string, routes: readonly DerivedRoute<Bus>[]): Type {
  @ApiTags(group)
  @Controller()
  class Routes {
    constructor(@Inject(token) readonly bus: Bus) {}
  }
  for (const route of routes) addRoute<Bus>(Routes.prototype, route);
  return Routes;
}

function addRoute<Bus>(controller: object, route: DerivedRoute<Bus>): void {
  const { name, parameters, decorators } = route;
  const method = {
    value(this: { readonly bus: Bus }, ...given: unknown[]): Promise<unknown> {
      return route.handle(this.bus, ...given);
    },
  };
  Object.defineProperty(controller, name, method);
  Reflect.defineMetadata('design:paramtypes', parameters.map(() => Object), controller, name); // prettier-ignore
  parameters.forEach((decorate, index) => {
    decorate(controller, name, index);
  });
  for (const decorate of decorators) decorate(controller, name, method);
}
