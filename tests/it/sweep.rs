//! The plan of what to ask for, held to a server whose list changes while it is read.
mod ages;
mod model;
mod moved;
mod rules;
mod server;
mod subscribers;
mod world;
