/** Named data tests over the tables of one cut, as those who build models on a lake know them. */
package io.tailwater.queries.check;
