/** The entities of the certification scenario: AuthZEN 1.0, required fixture. */
export const alice = { type: "user", id: "alice" };
export const bob = { type: "user", id: "bob" };
export const admin = { ...bob, properties: { role: "admin" } };

export const read = { name: "read" };
export const write = { name: "write" };

export const one = { type: "record", id: "record-1" };
export const two = { type: "record", id: "record-2" };
export const active = { ...one, properties: { status: "active" } };
export const archived = { ...two, properties: { status: "archived" } };

/** It changes no decision of the scenario. */
export const context = { time: "2025-06-27T18:03-07:00", ip: "192.168.1.1" };
